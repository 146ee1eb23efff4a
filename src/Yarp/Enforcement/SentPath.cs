namespace SecurityDecisioning.Yarp.Enforcement;

/// <summary>The path as the client sent it, where that is not the plain form: what the upstream is given.</summary>
internal sealed record SentPath(string Value);
