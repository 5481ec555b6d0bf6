"""Runs Checkov over every generated stack and judges what fails by the list of exceptions.

usage: checkov.py <checkov> <folder of stacks>... --exceptions <file>

Every failed check must be listed, with a reason, for the resources it fails on; every entry of the list must still be
needed. A file that Checkov cannot parse, or a run that checks next to nothing, fails as well: Checkov itself exits 0 then.
"""

import argparse
import fnmatch
import json
import os
import subprocess
import sys

import yaml

# Far below what the shipped blueprints give; a run below it has not read the stacks.
LEAST_PASSED = 500


def run(checkov, folder):
    command = [checkov, "--framework", "terraform_json", "--skip-download", "--quiet", "--compact"]
    found = subprocess.run(
        [*command, "--directory", folder, "--output", "json"],
        capture_output=True,
        text=True,
        env={**os.environ, "LOG_LEVEL": "ERROR"},
    )
    report = json.loads(found.stdout)
    return report if isinstance(report, list) else [report]


def address(failed):
    """`<stack>: <type>.<name>`; some checks name a resource without its type."""
    stack = failed["file_path"].strip("/").split("/")[-2]
    return f"{stack}: {failed['resource']}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("checkov")
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--exceptions", required=True)
    options = parser.parse_args()
    with open(options.exceptions, encoding="utf-8") as file:
        exceptions = yaml.safe_load(file)["exceptions"]
    faults, used, passed = [], set(), 0
    for entry in exceptions:
        if not entry.get("reason") or not entry.get("check") or not entry.get("resources"):
            faults.append(f"an exception without check, resources or reason: {entry}")
    for folder in options.folders:
        for report in run(options.checkov, folder):
            passed += report["summary"]["passed"]
            if report["summary"]["parsing_errors"]:
                faults.append(f"{folder}: {report['summary']['parsing_errors']} files cannot be parsed")
            for failed in report["results"]["failed_checks"]:
                place = address(failed)
                fitting = [
                    index
                    for index, entry in enumerate(exceptions)
                    if entry["check"] == failed["check_id"]
                    and any(fnmatch.fnmatch(failed["resource"], pattern) for pattern in entry["resources"])
                ]
                used.update(fitting)
                if not fitting:
                    faults.append(f"{failed['check_id']} {failed['check_name']}: {place}")
    for index, entry in enumerate(exceptions):
        if index not in used:
            faults.append(f"{entry['check']} is excepted for {entry['resources']}, and nothing fails it")
    if passed < LEAST_PASSED:
        faults.append(f"only {passed} checks passed: the stacks were not read")
    print(f"checkov: {passed} passed, {len(exceptions)} exceptions, {len(faults)} faults")
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
