namespace SecurityDecisioning.Cli.Inspecting;

/// <summary>What was asked for cannot be shown; the message is one line for a person.</summary>
internal sealed class InspectionException : Exception
{
    public InspectionException()
    {
    }

    public InspectionException(string message)
        : base(message)
    {
    }

    public InspectionException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
