using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace SecurityDecisioning.Scoring.Tests;

/// <summary>A model file by hand: one tree over two columns, which a test then spoils.</summary>
internal static class TinyModel
{
    /// <summary>
    /// candidate.triage &lt; 0.5 (missing: left) ? −1 : (ip.requests_5m &lt; 10 (missing: right) ? 0.5 : 2).
    /// </summary>
    public static JsonObject Json(string baseScore = "5E-1") => JsonNode.Parse($$$$"""
        {"learner":{
          "attributes":{},
          "feature_names":["ip.requests_5m","candidate.triage"],
          "feature_types":["float","float"],
          "gradient_booster":{"name":"gbtree","model":{
            "gbtree_model_param":{"num_parallel_tree":"1","num_trees":"1","size_leaf_vector":"0"},
            "tree_info":[0],
            "trees":[{
              "base_weights":[0,0,0,0,0],"categories":[],"categories_nodes":[],"categories_segments":[],"categories_sizes":[],
              "default_left":[1,0,0,0,0],"id":0,
              "left_children":[1,-1,3,-1,-1],"right_children":[2,-1,4,-1,-1],
              "parents":[2147483647,0,0,2,2],
              "loss_changes":[1,0,1,0,0],
              "split_conditions":[0.5,-1,10,0.5,2],"split_indices":[1,0,0,0,0],"split_type":[0,0,0,0,0],
              "sum_hessian":[10,4,6,4,2],
              "tree_param":{"num_deleted":"0","num_feature":"2","num_nodes":"5","size_leaf_vector":"0"}}]}},
          "learner_model_param":{"base_score":"{{{{baseScore}}}}","boost_from_average":"1","num_class":"0","num_feature":"2","num_target":"1"},
          "objective":{"name":"binary:logistic","reg_loss_param":{"scale_pos_weight":"1"}}},
         "version":[1,7,4]}
        """)!.AsObject();

    public static byte[] Bytes(Action<JsonObject>? spoil = null, string baseScore = "5E-1")
    {
        var json = Json(baseScore);
        spoil?.Invoke(json);
        return Encoding.UTF8.GetBytes(json.ToJsonString());
    }

    public static JsonObject Learner(this JsonObject model) => model["learner"]!.AsObject();

    public static JsonObject Tree(this JsonObject model) =>
        model.Learner()["gradient_booster"]!["model"]!["trees"]![0]!.AsObject();

    public static float Sigmoid(double margin) => (float)(1 / (1 + Math.Exp(-margin)));

    public static JsonArray Array(string numbers) =>
        new([.. numbers.Split(',').Select(n => (JsonNode)double.Parse(n, CultureInfo.InvariantCulture))]);
}
