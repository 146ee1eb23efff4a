namespace SecurityDecisioning.Gateway.Startup;

/// <summary>The gateway cannot start; the message says what to do, one line per problem.</summary>
public sealed class StartupException : Exception
{
    public StartupException()
    {
    }

    public StartupException(string message)
        : base(message)
    {
    }

    public StartupException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
