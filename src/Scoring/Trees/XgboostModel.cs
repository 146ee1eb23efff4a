namespace SecurityDecisioning.Scoring.Trees;

/// <summary>What a model file holds for us: the trees and the learner's free attributes.</summary>
internal sealed record XgboostModel(TreeEnsemble Trees, IReadOnlyDictionary<string, string> Attributes);
