"""The catalogue is data: these tests say what good data is."""
