"""Writers of an audit's result: terminal text, JSON, SARIF and XLSX. Each is a pure function of the result."""
