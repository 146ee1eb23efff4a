using System.Collections.Frozen;

namespace SecurityDecisioning.Policies.Compilation;

/// <summary>Policies by operation and route, so that a request meets only those that match it. Order is kept.</summary>
internal sealed class PolicyIndex
{
    private readonly Bucket[] _byOperation;

    public PolicyIndex(IReadOnlyList<CompiledPolicy> policies)
    {
        _byOperation = new Bucket[Operations.All.Count];
        for (var operation = 0; operation < _byOperation.Length; operation++)
        {
            var name = Operations.All[operation];
            var matching = policies
                .Where(p => p.Summary.Mode != PolicyMode.Off)
                .Where(p => p.Summary.Operations.Count == 0 || p.Summary.Operations.Contains(name))
                .ToList();
            _byOperation[operation] = new Bucket(matching);
        }
    }

    public CompiledPolicy[] For(SecurityEvent request) => _byOperation[(int)request.Operation].For(request.Route);

    private sealed class Bucket
    {
        private readonly CompiledPolicy[] _elsewhere;
        private readonly FrozenDictionary<string, CompiledPolicy[]>? _byRoute;

        public Bucket(List<CompiledPolicy> policies)
        {
            _elsewhere = [.. policies.Where(p => p.Summary.Routes.Count == 0)];
            var routes = policies.SelectMany(p => p.Summary.Routes).Distinct(StringComparer.Ordinal).ToList();
            _byRoute = routes.Count == 0 ? null : routes.ToFrozenDictionary(
                route => route,
                route => policies.Where(p => p.Summary.Routes.Count == 0 || p.Summary.Routes.Contains(route)).ToArray(),
                StringComparer.Ordinal);
        }

        public CompiledPolicy[] For(string route) =>
            _byRoute is not null && _byRoute.TryGetValue(route, out var policies) ? policies : _elsewhere;
    }
}
