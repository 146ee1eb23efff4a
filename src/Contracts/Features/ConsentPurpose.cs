namespace SecurityDecisioning.Contracts.Features;

/// <summary>What a person has to have agreed to before something known of them is held against them.</summary>
public enum ConsentPurpose : byte
{
    /// <summary>Nothing: it is about the request, or about what was done with the service.</summary>
    None = 0,

    /// <summary>
    /// It is read from what the service stored on the person's device: Directive 2002/58/EC (ePrivacy), article 5(3). Exempt where
    /// it is strictly necessary for a service that the person asks for, which protecting a sign-in or a session is (Article 29
    /// Working Party, opinion 04/2012 on the cookie consent exemption, "user centric security cookies").
    /// </summary>
    Device = 1,

    /// <summary>
    /// It evaluates habits over days: profiling in the sense of Regulation (EU) 2016/679 (GDPR), article 4(4). A decision that
    /// affects somebody significantly and rests on it alone needs consent, or a person who looks at it (article 22).
    /// </summary>
    Profile = 2,
}
