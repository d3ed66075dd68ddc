"""The look: base.docx carries the styles, manifest.yaml says which style plays which role."""
