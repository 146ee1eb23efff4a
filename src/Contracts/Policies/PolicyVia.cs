namespace SecurityDecisioning.Contracts.Policies;

/// <summary>By which way a step of the lifecycle came. Values are stored: never renumber.</summary>
public enum PolicyVia : byte
{
    /// <summary>A change of the watched folder.</summary>
    Folder = 0,

    /// <summary>A commit of the watched git work tree.</summary>
    Git = 1,

    /// <summary>A person signed in to the console.</summary>
    Console = 2,

    /// <summary>A person with the command line, by name and password.</summary>
    CommandLine = 3,

    /// <summary>The gateway itself at its start.</summary>
    Start = 4,

    /// <summary>A guard of the product: the false-positive budget, the canary. It may only make things weaker or go back.</summary>
    Guard = 5,
}
