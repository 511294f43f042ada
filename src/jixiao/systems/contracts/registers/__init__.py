"""The nouns of contracts, as registers: each module names a family, in the order in which a contract meets them."""

from jixiao.foundation.registers.register import register
from jixiao.systems.contracts.registers import acceptance, archive, contract, supervision, suppliers

register(
    *contract.REGISTERS,
    *acceptance.REGISTERS,
    *suppliers.REGISTERS,
    *supervision.REGISTERS,
    *archive.REGISTERS,
)
