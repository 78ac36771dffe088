"""The register: what happened. `record.record` is the one way in, `access.visible_to` the one way out."""
