namespace SecurityDecisioning.Yarp;

/// <summary>Names of stages as metrics and logs carry them.</summary>
internal static class FailureStages
{
    public static string NameOf(FailureStage stage) => stage switch
    {
        FailureStage.Extract => "extract",
        FailureStage.Decide => "decide",
        FailureStage.Record => "record",
        FailureStage.Answer => "answer",
        _ => "outcome",
    };
}
