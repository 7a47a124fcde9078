"""Fill-in workbooks from forms; ``workbook.template_of`` makes one."""
