import { terraformLiteral } from "../../../src/constructs/core/terraform-literal";

describe("terraformLiteral", () => {
  it("doubles what would begin an expression, at any depth, in values only", () => {
    const plan = {
      title: '${file("/etc/passwd")}',
      list: ["%{ for x in y }", { deep: "$${a}" }],
      count: 3,
      none: null,
    };
    expect(terraformLiteral(plan)).toEqual({
      title: '$${file("/etc/passwd")}',
      list: ["%%{ for x in y }", { deep: "$$${a}" }],
      count: 3,
      none: null,
    });
  });
});
