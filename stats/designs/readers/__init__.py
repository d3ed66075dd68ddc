"""Reader studies: several readers, many cases, two modalities or a stand-alone device."""
