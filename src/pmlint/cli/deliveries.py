"""What has to stand in a repository for pmlint to run there by itself: a hook, a workflow, a job."""

from __future__ import annotations

from pmlint import __version__

HOME = "pmlint/pmlint"
"""Where pmlint is on GitHub."""

URL = f"https://github.com/{HOME}"

TAG = f"v{__version__}"
"""What a release is pinned by."""

HOOK = f"""\
  - repo: {URL}
    rev: {TAG}
    hooks:
      - id: pmlint
"""
"""An entry of `repos` in a configuration of pre-commit."""

HOOKS = f"repos:\n{HOOK}"
"""A configuration of pre-commit."""

WORKFLOW = f"""\
name: postmortems
on:
  pull_request:
  merge_group:
permissions: {{}}
jobs:
  pmlint:
    runs-on: ubuntu-latest
    timeout-minutes: 10
    permissions:
      contents: read
    steps:
      - uses: actions/checkout@v7
        with:
          persist-credentials: false
      - uses: {HOME}@{TAG}
"""
"""A workflow of GitHub for pull requests. It has no filter of paths: a check that is skipped counts as passed."""

JOB = f"""\
pmlint:
  image: python:3.13
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
  script:
    - pip install git+{URL}@{TAG}
    - pmlint --output json=pmlint.json
  artifacts:
    when: always
    paths: [pmlint.json]
"""
"""A job of GitLab for merge requests."""
