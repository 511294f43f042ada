"""Addresses of programmes."""

from __future__ import annotations

from django.urls import path

from jixiao.systems.programmes.web import (
    beginning,
    binding,
    comparing,
    deciding,
    declaring,
    ex_ante,
    listing,
    measured,
    official,
    reviewing,
    version,
    work,
)

app_name = "programmes"
_VERSION = "programmes/versions/<int:version_id>"
_READING = "programmes/readings/<int:reading_id>"
urlpatterns = [
    path("", work.work, name="work"),
    path("programmes/", listing.programmes, name="list"),
    path("programmes/export.<str:format>", listing.export, name="export"),
    path("programmes/trash/", listing.thrown_away, name="trash"),
    path("programmes/new/", beginning.new, name="new"),
    path("programmes/from-file/", beginning.from_file, name="file"),
    path("programmes/read-back/", declaring.read, name="read"),
    path(f"{_READING}/", beginning.reading, name="reading"),
    path(f"{_READING}/<int:number>/", beginning.reading, name="reading-form"),
    path(f"{_READING}/<int:number>/confirm/", beginning.confirm, name="confirm"),
    path(f"{_READING}/let-go/", beginning.let_go, name="let-go"),
    path("programmes/<int:programme_id>/", listing.programme, name="programme"),
    path("programmes/<int:programme_id>/ex-ante/", ex_ante.ex_ante, name="ex-ante"),
    path(f"{_VERSION}/", version.version, name="version"),
    path(f"{_VERSION}/findings/", version.findings, name="findings"),
    path(f"{_VERSION}/diff/", comparing.diff, name="diff"),
    path(f"{_VERSION}/history/", version.history, name="history"),
    path(f"{_VERSION}/official/", version.official, name="official"),
    path(f"{_VERSION}/official.<str:format>", official.download, name="download"),
    path(f"{_VERSION}/bindings/", binding.bindings, name="bindings"),
    path(f"{_VERSION}/indicators/<int:number>/", measured.measured, name="measured"),
    path(f"{_VERSION}/indicators/<int:number>/rows.<str:format>", measured.export_rows, name="measured-rows"),
    path(f"{_VERSION}/edit/", declaring.edit, name="edit"),
    path(f"{_VERSION}/save/", declaring.save, name="save"),
    path(f"{_VERSION}/review/", reviewing.review, name="review"),
    path(f"{_VERSION}/do/<str:verb>/", deciding.do, name="do"),
]
