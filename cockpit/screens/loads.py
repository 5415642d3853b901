"""How loads are called on screens: their kinds, and commands that change data without a file."""

KINDS = {"sample": "示例", "real": "台账", "reference": "参考", "published": "公布"}
COMMANDS = {"set": "更正命令", "remove": "撤出命令"}
