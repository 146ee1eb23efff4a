namespace SecurityDecisioning.Yarp.Configuration;

/// <summary>Settings of the challenge to sign in again (RFC 9470).</summary>
public sealed class StepUpOptions
{
    /// <summary>
    /// Where people sign in, a path of this site such as <c>/login</c>: they are sent there, and it is never challenged itself.
    /// Default empty: they are shown a page that asks them to sign in again.
    /// </summary>
    public string SignInPage { get; set; } = "";

    /// <summary>
    /// Query parameter of <see cref="SignInPage"/> that takes the path to come back to. Default empty: none is sent; a name.
    /// </summary>
    public string ReturnParameter { get; set; } = "";

    /// <summary>How long ago a sign-in may be to count as a fresh one. Default 15 min; 1 min to 24 h.</summary>
    public TimeSpan MaxAge { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// Authentication contexts that programs are told to ask their authorization server for, separated by spaces. Default empty:
    /// only that the sign-in be fresh.
    /// </summary>
    public string AcrValues { get; set; } = "";
}
