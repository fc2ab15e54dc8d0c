"""Mappings as data: one folder a connector, one YAML file a resource; read as resources, never imported."""
