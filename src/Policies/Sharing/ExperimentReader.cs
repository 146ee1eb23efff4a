using SecurityDecisioning.Policies.Documents;

namespace SecurityDecisioning.Policies.Sharing;

/// <summary>An experiment as written to one that draws.</summary>
internal static class ExperimentReader
{
    public static Experiment? Read(ExperimentDocument document, Reporter report)
    {
        var isGood = true;
        var arms = new List<(string, int)>();
        foreach (var (name, share) in document.Arms)
        {
            if (!SharedNames.IsName(name.Value))
            {
                isGood = Refuse(name, "bad-name", $"`{name.Value}` is no name for an arm", SharedNames.Mend);
            }
            else if (!Percents.TryParse(share.Value, out var percent))
            {
                isGood = Refuse(share, "bad-share", $"`{share.Value}` is no percentage", "write a whole number from 0 to 100");
            }
            else
            {
                arms.Add((name.Value, percent));
            }
        }

        if (isGood && document.Arms.Count is 0 or > DocumentLimits.Arms)
        {
            return Refuse(document.Name, "bad-arms", $"the experiment has {document.Arms.Count} arms",
                $"give it 1 to {DocumentLimits.Arms}, for example arms: {{ control: 50, strict: 50 }}") ? null : null;
        }

        if (isGood && arms.Sum(a => a.Item2) != 100)
        {
            isGood = Refuse(document.Name, "bad-arms", $"the arms have {arms.Sum(a => a.Item2)} percent together",
                "let the shares add up to 100");
        }

        return isGood ? new Experiment(document.Name.Value, arms) : null;

        bool Refuse(Field at, string code, string message, string mend)
        {
            report.At(at.Offset, code, message, mend);
            return false;
        }
    }
}
