package io.podspan.peeringservice.api;

import io.podspan.peeringservice.peering.Violation;
import io.podspan.peeringservice.peering.intent.Effect;
import io.podspan.peeringservice.peering.intent.Reflectors;
import io.podspan.servicekit.problem.ProblemException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Locale;

/** What became of a request about a reflector, as the answer to it. */
final class ReflectorAnswers {
  private ReflectorAnswers() {}

  static Response created(Reflectors.Look now) {
    return tagged(
        Response.created(URI.create("/api/v1/reflectors/" + now.reflector().name())), now);
  }

  private static Response tagged(Response.ResponseBuilder response, Reflectors.Look now) {
    DeclaredReflectorAnswer answer = DeclaredReflectorAnswer.of(now);
    return response
        .header(HttpHeaders.ETAG, Tags.of(now.reflector()).shownAs(answer).header())
        .entity(answer)
        .build();
  }

  /**
   * @throws ProblemException for each outcome that changed nothing
   */
  static Response of(Reflectors.Outcome outcome) {
    return switch (outcome) {
      case Reflectors.Declared(var now) -> created(now);
      case Reflectors.Replaced(var now) -> tagged(Response.ok(), now);
      case Reflectors.WouldBe(var then, Effect effect) ->
          Response.ok(DeclaredReflectorAnswer.of(then, effect.name().toLowerCase(Locale.ROOT)))
              .build();
      case Reflectors.Removed _ -> Response.noContent().build();
      case Reflectors.Unknown _ -> throw Problems.noReflector();
      case Reflectors.NameTaken _ ->
          throw ProblemException.conflict(
              "reflector-exists",
              "A reflector of this name is declared already.",
              "Change it (PUT /api/v1/reflectors/{name}), or use another name.");
      case Reflectors.TooMany(int most) ->
          throw ProblemException.conflict(
              "too-many-reflectors",
              "There are " + most + " declared reflectors already.",
              "Delete some that no interconnect has.");
      case Reflectors.KeyUnusable(Violation why) ->
          throw Problems.refused("unusable-key-file", "Key file not usable", List.of(why));
      case Reflectors.InUse(List<String> interconnects) -> throw inUse(interconnects);
      case Reflectors.Contradicts(List<String> interconnects) ->
          throw ProblemException.conflict(
              "reflector-contradiction",
              "These interconnects have a reflector of this name with another address, port or AS"
                  + " number: "
                  + String.join(", ", interconnects)
                  + ".",
              "Give the same values (GET /api/v1/interconnects/{name} shows them), or use another"
                  + " name.");
    };
  }

  /** A node has one session with each reflector, so the next one cannot be made beforehand. */
  private static ProblemException inUse(List<String> interconnects) {
    return ProblemException.conflict(
        "reflector-in-use",
        "These interconnects have this reflector: "
            + String.join(", ", interconnects)
            + ". While they do, its address, port, AS number and key stay, and it is not deleted.",
        "Declare a second reflector, let the interconnects name it in place of this one (PUT"
            + " /api/v1/interconnects/{name}), and try again when they are Ready. For another key of one"
            + " that runs here, give the present one as formerKeyFile: while an interconnect has it,"
            + " it is keyFile or formerKeyFile.");
  }
}
