package io.podspan.peeringservice.api;

import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.InterconnectRequest;
import io.podspan.peeringservice.peering.Violation;
import io.podspan.peeringservice.peering.change.StrandedKey;
import io.podspan.peeringservice.peering.conditions.Condition;
import io.podspan.peeringservice.peering.conditions.ConditionBook;
import io.podspan.peeringservice.peering.intent.InterconnectChanges;
import io.podspan.peeringservice.peering.intent.Interconnects;
import io.podspan.peeringservice.peering.preflight.ClusterPlan;
import io.podspan.peeringservice.peering.preflight.Finding;
import io.podspan.peeringservice.peering.rollout.Rollout;
import io.podspan.servicekit.outage.Outage;
import io.podspan.servicekit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/** What became of a request about an interconnect, as the answer to it. */
@ApplicationScoped
public class InterconnectAnswers {
  private static final String PATH = "/api/v1/interconnects/";

  private final Interconnects interconnects;
  private final ConditionBook conditions;

  @Inject
  public InterconnectAnswers(Interconnects interconnects, ConditionBook conditions) {
    this.interconnects = interconnects;
    this.conditions = conditions;
  }

  InterconnectAnswer of(Interconnect interconnect) {
    return InterconnectAnswer.of(interconnect, conditions.of(interconnect.name()));
  }

  /** Its conditions are not worked out yet. */
  static Response accepted(Interconnects.Declared made) {
    return accepted(
        InterconnectAnswer.of(
            made.interconnect(), List.of(), made.plans(), ids(made.rollouts()), made.findings()));
  }

  Response accepted(Interconnect interconnect, List<Rollout> rollouts) {
    return accepted(
        InterconnectAnswer.of(
            interconnect, afterwards(interconnect.name()), List.of(), ids(rollouts), List.of()));
  }

  private static Response accepted(InterconnectAnswer answer) {
    return Response.accepted(answer).location(URI.create(PATH + answer.name())).build();
  }

  Response created(Interconnects.Declared made) {
    return tagged(
        Response.created(URI.create(PATH + made.interconnect().name())),
        made.interconnect(),
        whole(made.interconnect(), made.plans(), made.rollouts(), made.findings()));
  }

  /** What a declaration would make. */
  Response wouldDo(InterconnectRequest request, List<ClusterPlan> plans, List<Finding> findings) {
    return wouldBe(request, request.declared(0, Instant.EPOCH), plans, findings);
  }

  private Response wouldBe(
      InterconnectRequest request,
      Interconnect then,
      List<ClusterPlan> plans,
      List<Finding> findings) {
    return Response.ok(
            DryRunAnswer.of(
                InterconnectAnswer.of(then, List.of(), plans, List.of(), findings),
                interconnects.routes(request)))
        .build();
  }

  /**
   * @throws ProblemException for each outcome that changed nothing
   */
  Response of(InterconnectRequest request, InterconnectChanges.Outcome outcome) {
    return switch (outcome) {
      case InterconnectChanges.Changed(
              Interconnect interconnect,
              var plans,
              var rollouts,
              var findings) ->
          tagged(Response.ok(), interconnect, whole(interconnect, plans, rollouts, findings));
      case InterconnectChanges.WouldChange(Interconnect interconnect, var plans, var findings) ->
          wouldBe(request, interconnect, plans, findings);
      case InterconnectChanges.Unchanged(Interconnect interconnect) ->
          tagged(
              Response.ok(),
              interconnect,
              InterconnectAnswer.of(interconnect, afterwards(interconnect.name())));
      case InterconnectChanges.Unknown _ -> throw Problems.noInterconnect();
      case InterconnectChanges.BeingWithdrawn _ ->
          throw ProblemException.conflict(
              "interconnect-withdrawing",
              "The interconnect is being withdrawn.",
              "Wait until it is gone, then declare it again.");
      case InterconnectChanges.Busy(List<Rollout> rollouts) -> throw Problems.busy(rollouts);
      case InterconnectChanges.KeysStranded(List<StrandedKey> keys) ->
          throw Problems.stranded(keys);
      case InterconnectChanges.Blocked(List<Violation> violations) ->
          throw Problems.refused("preflight-blocked", "Preflight blocked", violations);
    };
  }

  static ProblemException refusal(Interconnects.Outcome outcome) {
    return switch (outcome) {
      case Interconnects.NameTaken _ ->
          ProblemException.conflict(
              "interconnect-exists",
              "An interconnect of this name exists already.",
              "Change it (PUT /api/v1/interconnects/{name}), or use another name.");
      case Interconnects.Blocked(List<Violation> violations) ->
          Problems.refused("preflight-blocked", "Preflight blocked", violations);
      case Interconnects.Unknown _ -> Problems.noInterconnect();
      case Interconnects.Busy(List<Rollout> rollouts) -> Problems.busy(rollouts);
      case Interconnects.KeysStranded(List<StrandedKey> keys) -> Problems.stranded(keys);
      case Interconnects.NothingFailed _ ->
          ProblemException.conflict(
              "nothing-to-retry",
              "No rollout of this interconnect stopped.",
              "GET /api/v1/interconnects/{name} shows its conditions.");
      case Interconnects.Declared _,
          Interconnects.WouldDo _,
          Interconnects.Withdrawing _,
          Interconnects.Retrying _ ->
          throw new IllegalStateException("no refusal: " + outcome);
    };
  }

  private InterconnectAnswer whole(
      Interconnect interconnect,
      List<ClusterPlan> plans,
      List<Rollout> rollouts,
      List<Finding> findings) {
    return InterconnectAnswer.of(
        interconnect, afterwards(interconnect.name()), plans, ids(rollouts), findings);
  }

  /**
   * The conditions after a change. It is made, and is answered as made even when the database has
   * gone away since: they are left out then, as before they are first worked out.
   */
  private List<Condition> afterwards(String name) {
    try {
      return conditions.of(name);
    } catch (RuntimeException e) {
      if (Outage.isDatabaseAway(e)) {
        return List.of();
      }
      throw e;
    }
  }

  private static Response tagged(
      Response.ResponseBuilder response, Interconnect interconnect, InterconnectAnswer answer) {
    return response
        .header(HttpHeaders.ETAG, Tags.of(interconnect).shownAs(answer).header())
        .entity(answer)
        .build();
  }

  private static List<String> ids(List<Rollout> rollouts) {
    return rollouts.stream().map(Rollout::id).toList();
  }
}
