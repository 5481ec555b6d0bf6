"""Checks what Automation runbooks ask AWS for against boto's models of the APIs, which are the ones Automation uses.

    python check-automation-calls.py TEMPLATE

TEMPLATE is what cfn-lint-documents.mjs wrote. Operations must exist, parameters must have the right names, types and
nesting, and selectors must name members that the answers have.
"""

import json
import re
import sys

import botocore.exceptions
import botocore.session
from botocore.validate import ParamValidator

OWN_INPUTS = {"Service", "Api", "PropertySelector", "DesiredValues"}
REFERENCE = re.compile(r"^\{\{\s*([^{}\s]+)\s*\}\}$")
SELECTOR_PART = re.compile(r"(\.\.?)([A-Za-z_][\w-]*)|\[(\d+|\*)\]")
SAMPLES = {"String": "text", "StringList": ["text"], "Integer": 1, "Boolean": True, "StringMap": {}, "MapList": [{}]}

session = botocore.session.get_session()


def types_of(document):
    """The type of everything that a reference can stand for."""
    types = {name: parameter["type"] for name, parameter in document.get("parameters", {}).items()}
    for step in document["mainSteps"]:
        for output in step.get("outputs", []):
            types[f"{step['name']}.{output['Name']}"] = output.get("Type", "String")
    return types


def filled(value, types):
    """The value with a sample of the right type for each reference, as Automation puts the real one there."""
    if isinstance(value, dict):
        return {key: filled(child, types) for key, child in value.items()}
    if isinstance(value, list):
        return [filled(child, types) for child in value]
    match = REFERENCE.match(value) if isinstance(value, str) else None
    return value if match is None else SAMPLES[types.get(match.group(1), "String")]


def members_named(shape, name, seen=frozenset()):
    """Shapes of the members of that name at any depth, for `..name`."""
    if shape.name in seen:
        return
    seen = seen | {shape.name}
    if shape.type_name == "list":
        yield from members_named(shape.member, name, seen)
    elif shape.type_name == "map":
        yield from members_named(shape.value, name, seen)
    elif shape.type_name == "structure":
        for key, member in shape.members.items():
            if key == name:
                yield member
            yield from members_named(member, name, seen)


def selector_fault(selector, shape):
    for dots, name, _index in SELECTOR_PART.findall(selector):
        if dots == "..":
            shape = next(members_named(shape, name), None)
        elif name:
            shape = shape.members.get(name) if shape.type_name == "structure" else None
        else:
            shape = shape.member if shape.type_name == "list" else None
        if shape is None:
            return f"the answer has nothing at {selector}"
    return None


def faults_of(step, types):
    inputs = step["inputs"]
    if "Service" not in inputs or "Api" not in inputs:
        return
    try:
        model = session.get_service_model(inputs["Service"])
        operation = model.operation_model(inputs["Api"])
    except (botocore.exceptions.UnknownServiceError, botocore.model.OperationNotFoundError) as fault:
        yield str(fault)
        return
    given = filled({key: value for key, value in inputs.items() if key not in OWN_INPUTS}, types)
    if operation.input_shape is not None:
        report = ParamValidator().validate(given, operation.input_shape)
        if report.has_errors():
            yield report.generate_report()
    selectors = [output["Selector"] for output in step.get("outputs", [])]
    if "PropertySelector" in inputs:
        selectors.append(inputs["PropertySelector"])
    for selector in selectors:
        fault = selector_fault(selector, operation.output_shape)
        if fault is not None:
            yield fault


def main(template):
    with open(template, encoding="utf-8") as file:
        resources = json.load(file)["Resources"]
    calls = faults = 0
    for resource in resources.values():
        properties = resource["Properties"]
        if properties["DocumentType"] != "Automation":
            continue
        types = types_of(properties["Content"])
        for step in properties["Content"]["mainSteps"]:
            calls += "Api" in step["inputs"]
            for fault in faults_of(step, types):
                faults += 1
                print(f"{properties['Name']}, step {step['name']}: {fault}", file=sys.stderr)
    print(f"{calls} calls, {faults} faults")
    return 1 if faults or not calls else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
