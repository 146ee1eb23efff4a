using System.Globalization;
using System.Text;
using SecurityDecisioning.Scoring;
using SecurityDecisioning.Scoring.Models;

namespace SecurityDecisioning.Engine.Tests.Support;

/// <summary>A model of one stump: a low probability below a threshold of one column, a high one from it on.</summary>
internal static class SmallModel
{
    public static RiskModel Stump(string column = "ip.login_failed_5m", float threshold = 3, float high = 2) =>
        RiskModel.Parse(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$"""
            {
              "learner": {
                "attributes": {},
                "feature_names": ["{{column}}"],
                "feature_types": ["float"],
                "gradient_booster": {
                  "name": "gbtree",
                  "model": {
                    "gbtree_model_param": { "num_parallel_tree": "1", "num_trees": "1" },
                    "tree_info": [0],
                    "trees": [{
                      "id": 0,
                      "left_children": [1, -1, -1],
                      "right_children": [2, -1, -1],
                      "parents": [2147483647, 0, 0],
                      "split_indices": [0, 0, 0],
                      "split_conditions": [{{threshold:R}}, -2.0, {{high:R}}],
                      "split_type": [0, 0, 0],
                      "default_left": [1, 0, 0],
                      "base_weights": [0, -2.0, {{high:R}}],
                      "sum_hessian": [10, 5, 5],
                      "loss_changes": [1, 0, 0],
                      "categories": [], "categories_nodes": [], "categories_segments": [], "categories_sizes": [],
                      "tree_param": { "num_nodes": "3", "num_feature": "1", "num_deleted": "0", "size_leaf_vector": "1" }
                    }]
                  }
                },
                "learner_model_param": { "base_score": "5E-1", "num_class": "0", "num_feature": "1", "num_target": "1" },
                "objective": { "name": "binary:logistic", "reg_loss_param": { "scale_pos_weight": "1" } }
              },
              "version": [1, 7, 4]
            }
            """)));
}
