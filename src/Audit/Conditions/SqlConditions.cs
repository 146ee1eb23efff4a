using Dapper;

namespace SecurityDecisioning.Audit.Conditions;

/// <summary>What rows must meet to be found, all of it. Values travel as parameters only.</summary>
public sealed class SqlConditions
{
    private readonly List<string> _terms = [];

    public DynamicParameters Parameters { get; } = new();

    /// <summary>A clause with its keyword; empty where there is no condition.</summary>
    public string Where => _terms.Count == 0 ? "" : "WHERE " + string.Join(" AND ", _terms);

    /// <param name="sql">A condition, as it stands.</param>
    public void Add(string sql) => _terms.Add(sql);

    /// <summary>Adds a condition and the parameter that it names, unless <paramref name="value"/> is null.</summary>
    public void Add(string sql, string name, object? value)
    {
        if (value is not null)
        {
            _terms.Add(sql);
            Parameters.Add(name, value);
        }
    }

    public void Deconstruct(out string where, out DynamicParameters parameters) => (where, parameters) = (Where, Parameters);
}
