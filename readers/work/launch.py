"""What a helper process runs first; see `readers.work.processes`. It is run by its path and imports nothing of ours."""

from __future__ import annotations

import json
import sys
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path


def launch(given: str, module: str, *arguments: str) -> None:
    """Run a module's ``main()`` with our own packages, looking for all others where we are told.

    Args:
        given: as JSON, the folder that our packages lie in and the folders to look for others in.
        module: of ours.
        arguments: for it.
    """
    home, search_path = json.loads(given)
    sys.path[:] = search_path
    for package in ("readers", "tui"):
        _take(package, Path(home, package))
    sys.argv = [module, *arguments]
    import_module(module).main()


def _take(name: str, folder: Path) -> None:
    """Import a package from a folder, whatever else of its name there is."""
    spec = spec_from_file_location(name, folder / "__init__.py", submodule_search_locations=[str(folder)])
    if spec is None or spec.loader is None:
        raise ImportError(f"There is no package {name} in {folder}.")
    sys.modules[name] = package = module_from_spec(spec)
    spec.loader.exec_module(package)


if __name__ == "__main__":
    launch(*sys.argv[1:])
