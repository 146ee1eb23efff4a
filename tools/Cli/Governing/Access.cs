namespace SecurityDecisioning.Cli.Governing;

/// <summary>Which gateway is asked, and as whom.</summary>
/// <param name="Console">The address of its console.</param>
/// <param name="User">A user of it.</param>
/// <param name="Password">Theirs.</param>
internal sealed record Access(string Console, string User, string Password);
