package io.podspan.peeringservice.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.conditions.Condition;
import io.podspan.peeringservice.peering.preflight.ClusterPlan;
import io.podspan.peeringservice.peering.preflight.Finding;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An interconnect. */
@Schema(description = "An interconnect, with its conditions and, when just declared, its plans")
public record InterconnectAnswer(
    String name,
    @Schema(description = "Grows with each change; 0 in a dry run that would declare it")
        long revision,
    List<String> clusters,
    List<ReflectorAnswer> reflectors,
    @Schema(description = "Named before, and on their way out", examples = "lyon")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> leavingClusters,
    @Schema(description = "Named before, and being given up")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<ReflectorAnswer> leavingReflectors,
    boolean withdrawing,
    @Schema(description = "preserve, or absent") @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable String podSourceAddress,
    @Schema(description = "How it is rolled out; absent for the usual way")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable StrategyBody rollout,
    @Schema(description = "heal, or absent: what drifts is told only")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable String onDrift,
    @Schema(description = "annotations, or absent: flags")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable String peersBy,
    @Schema(description = "announce, or absent") @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable String serviceAddresses,
    @Schema(description = "Absent in a dry run that would declare it") @Nullable Instant declaredAt,
    List<ConditionAnswer> conditions,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<PlanAnswer> plans,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> rollouts,
    @Schema(description = "When just declared or in a dry run, what each check of preflight found")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<CheckAnswer> checks) {

  /** A reflector. */
  public record ReflectorAnswer(String name, String address, int port, long asn) {
    static ReflectorAnswer of(Reflector reflector) {
      return new ReflectorAnswer(
          reflector.name(), reflector.address(), reflector.port(), reflector.asn());
    }
  }

  /** A condition as Kubernetes has them. */
  public record ConditionAnswer(
      @Schema(
              description =
                  "Planned, Configured, Peered, RoutesInstalled, Reachable, SourcePreserved, Ready,"
                      + " Drifted",
              examples = "Peered")
          String type,
      @Schema(description = "True, False or Unknown") String status,
      String reason,
      String message,
      Instant since) {
    static ConditionAnswer of(Condition condition) {
      return new ConditionAnswer(
          condition.type().text(),
          condition.status().text(),
          condition.reason(),
          condition.message(),
          condition.since());
    }
  }

  /** What changes in one cluster. */
  public record PlanAnswer(
      String cluster,
      @Schema(description = "JOIN, CHANGE or LEAVE") String direction,
      String driver,
      @Schema(description = "The exact diff", examples = "+ --peer-router-ips=192.0.2.1")
          List<String> changes,
      @Schema(description = "In the order in which they are changed") List<String> nodes,
      @Schema(description = "What to know before") List<String> cautions) {
    static PlanAnswer of(ClusterPlan plan) {
      return new PlanAnswer(
          plan.cluster(),
          plan.direction().name(),
          plan.change().driver(),
          plan.change().diff(),
          plan.nodes().stream().map(Node::name).toList(),
          plan.cautions());
    }
  }

  /** What a check of preflight found. */
  public record CheckAnswer(
      @Schema(examples = "graceful-restart") String check,
      @Schema(description = "pass, caution, unchecked or block") String outcome,
      String code,
      @Schema(examples = "clusters/paris") String where,
      String evidence,
      String whatToDo,
      @Schema(
              description = "The section of Podspan's documentation about the check",
              examples = "docs/preflight.md#graceful-restart")
          String docs) {
    private static final String PAGE = "docs/preflight.md#";

    static CheckAnswer of(Finding finding) {
      return new CheckAnswer(
          finding.check(),
          finding.outcome().name().toLowerCase(Locale.ROOT),
          finding.code(),
          finding.where(),
          finding.evidence(),
          finding.whatToDo(),
          PAGE + finding.check());
    }
  }

  static InterconnectAnswer of(Interconnect interconnect, List<Condition> conditions) {
    return of(interconnect, conditions, List.of(), List.of(), List.of());
  }

  static InterconnectAnswer of(
      Interconnect interconnect,
      List<Condition> conditions,
      List<ClusterPlan> plans,
      List<String> rollouts,
      List<Finding> findings) {
    return new InterconnectAnswer(
        interconnect.name(),
        interconnect.revision(),
        interconnect.clusters(),
        interconnect.reflectors().stream().map(ReflectorAnswer::of).toList(),
        interconnect.leaving().clusters(),
        interconnect.leaving().reflectors().stream().map(ReflectorAnswer::of).toList(),
        interconnect.withdrawing(),
        interconnect.preserveSource() ? InterconnectBody.PRESERVE : null,
        StrategyAnswer.of(interconnect.rollout()),
        InterconnectBody.shown(interconnect.onDrift()),
        InterconnectBody.peersBy(interconnect.routers()),
        InterconnectBody.services(interconnect.routers()),
        interconnect.revision() == 0 ? null : interconnect.declaredAt(),
        conditions.stream().map(ConditionAnswer::of).toList(),
        plans.stream().map(PlanAnswer::of).toList(),
        rollouts,
        findings.stream().map(CheckAnswer::of).toList());
  }
}
