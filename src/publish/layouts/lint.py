from publish.design import Design
def templates_are_in_order(design: Design):
    return iter(())
