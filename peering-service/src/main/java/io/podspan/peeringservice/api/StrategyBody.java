package io.podspan.peeringservice.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How an interconnect is rolled out, as it is given and shown. */
@Schema(description = "In which order, how many at a time and when nodes are changed")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StrategyBody(
    @Schema(description = "The nodes that go first, one at a time; one of its fields")
        @Nullable CanaryBody canary,
    @Schema(
            description =
                "What follows the canary: manual (until an operator resumes it) or a time such as"
                    + " 10m. Without it the others begin at once",
            examples = "10m")
        @Nullable String pauseAfterCanary,
    @Schema(description = "How many of the other nodes are changed together; one of its fields")
        @Nullable BatchBody batch,
    @Schema(
            description = "How many clusters at a time, in their order; without it all at once",
            examples = "1")
        @Nullable Integer parallelClusters,
    @Schema(description = "When nodes may begin; without any, always")
        @Nullable List<@Nullable WindowBody> windows,
    @Schema(
            description = "automatic: a failure is rolled back. manual: it stops and asks",
            defaultValue = "automatic",
            examples = "manual")
        @Nullable String mode) {

  /** The nodes that go first. */
  @Schema(description = "The nodes that go first: by name, by labels, or the first so many")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record CanaryBody(
      @Schema(description = "Names of nodes, or cluster/node", examples = "paris/paris-n1")
          @Nullable List<@Nullable String> nodes,
      @Schema(description = "Nodes that have all of these labels")
          @Nullable Map<String, @Nullable String> labels,
      @Schema(description = "The first so many of each cluster", examples = "1")
          @Nullable Integer count) {}

  /** How many nodes are changed together. */
  @Schema(description = "How many nodes are changed together, as a number or a part of all")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record BatchBody(
      @Schema(examples = "2") @Nullable Integer count,
      @Schema(description = "Of the nodes of a cluster, rounded up", examples = "10")
          @Nullable Integer percent) {}

  /** When nodes may begin. */
  @Schema(description = "When nodes may begin. One that ends before it begins ends the next day")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record WindowBody(
      @Schema(description = "Mon, Tue, Wed, Thu, Fri, Sat, Sun; without it every day")
          @Nullable List<@Nullable String> days,
      @Schema(examples = "22:00", required = true) @Nullable String from,
      @Schema(examples = "04:00", required = true) @Nullable String to,
      @Schema(examples = "Europe/Berlin", defaultValue = "UTC") @Nullable String zone) {}
}
