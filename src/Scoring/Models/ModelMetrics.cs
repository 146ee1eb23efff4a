namespace SecurityDecisioning.Scoring.Models;

/// <summary>How good a model is on rows it was not trained on.</summary>
/// <param name="Rows">Rows measured.</param>
/// <param name="Positives">Rows among them whose threat was real.</param>
/// <param name="Auc">Area under the ROC curve: probability that a real threat ranks above a false one.</param>
/// <param name="PrAuc">Average precision: area under the precision-recall curve.</param>
/// <param name="LogLoss">Mean negative log-likelihood, in nats.</param>
/// <param name="CalibrationError">Mean distance between predicted and observed rate over 15 bins of equal width.</param>
public sealed record ModelMetrics(
    long Rows, long Positives, double Auc, double PrAuc, double LogLoss, double CalibrationError);
