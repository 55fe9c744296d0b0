namespace AutoEncoderTool.Reading;

internal enum CellResult
{
    Good,
    Unreadable,
    Missing,
    Infinite,
}
