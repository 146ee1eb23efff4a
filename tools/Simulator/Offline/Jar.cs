namespace SecurityDecisioning.Simulator.Offline;

/// <summary>What one client carries from answer to answer.</summary>
internal sealed class Jar
{
    public Pseudonym Device { get; set; }

    public Pseudonym Session { get; set; }

    /// <summary>The account the session is signed in to, empty where it is not.</summary>
    public string SignedInAs { get; set; } = "";

    /// <summary>Whether the gateway saw that sign-in; a registration signs in too, but is no login.</summary>
    public bool SeenToSignIn { get; set; }

    /// <summary>The API token, where one was given: a session that travels in a header.</summary>
    public Pseudonym Token { get; set; }

    public string TokenOf { get; set; } = "";

    public bool HasCart { get; set; }

    /// <summary>Whether it has opened a page, so that the next request names it as its referer.</summary>
    public bool HasPage { get; set; }

    public bool HasCookies => !Device.IsNone || !Session.IsNone || HasCart;

    /// <summary>What the thief came away with; false where there was nothing to take.</summary>
    public bool Steal(Jar victim, bool wholeJar)
    {
        if (victim.Session.IsNone)
        {
            return false;
        }

        Session = victim.Session;
        SignedInAs = victim.SignedInAs;
        SeenToSignIn = victim.SeenToSignIn;
        Device = wholeJar ? victim.Device : Device;
        return true;
    }
}
