namespace SecurityDecisioning.Policies.Tests.Documents;

/// <summary>A policy that must be refused, and how: the place, the kind and words of message and cure.</summary>
internal sealed record BadPolicy(string What, string Text, int Line, int Column, string Code, string Message, string Mend = "");
