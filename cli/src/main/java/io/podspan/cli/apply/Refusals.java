package io.podspan.cli.apply;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.cli.api.Api;
import io.podspan.cli.api.ProblemException;
import io.podspan.cli.documents.Document;
import io.podspan.cli.documents.Place;
import java.util.ArrayList;
import java.util.List;

/** What peering-service says against a document, with where that is written. Pure. */
public final class Refusals {
  private static final int BAD_REQUEST = 400;
  private static final int UNAUTHORIZED = 401;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int UNPROCESSABLE = 422;

  private Refusals() {}

  /**
   * One thing that is said against a document.
   *
   * @param code what kind, as {@code unknown-reflector}
   * @param nextStep what to do about it; empty where nothing is said
   */
  public record Fault(Place place, String code, String what, String nextStep) {}

  /** Whether it may be taken when other objects are there. */
  static boolean isOfState(ProblemException refusal) {
    return refusal.status() == NOT_FOUND
        || refusal.status() == CONFLICT
        || refusal.status() == UNPROCESSABLE;
  }

  /** Whether no document would be taken: nobody answers, or the caller is not known. */
  public static boolean isOfTheCaller(ProblemException refusal) {
    return refusal.status() == 0 || refusal.status() == UNAUTHORIZED || refusal.status() / 100 == 5;
  }

  /** Each violation at its line; else the whole at the document's. */
  public static String text(Document document, ProblemException refusal) {
    List<Fault> faults = ofFields(document, refusal);
    if (faults.isEmpty()) {
      return document.place() + ": " + document.id() + ": " + refusal.getMessage();
    }
    StringBuilder text = new StringBuilder();
    for (Fault fault : faults) {
      text.append(text.isEmpty() ? "" : "\n").append(fault.place()).append(": ");
      text.append(document.id()).append(": ").append(fault.what());
      text.append(fault.nextStep().isEmpty() ? "" : "\n  what to do: " + fault.nextStep());
    }
    return text.toString();
  }

  /** The same one by one, at least one. */
  public static List<Fault> of(Document document, ProblemException refusal) {
    List<Fault> faults = ofFields(document, refusal);
    if (!faults.isEmpty()) {
      return faults;
    }
    JsonNode problem = refusal.problem();
    String message = String.valueOf(refusal.getMessage());
    int steps = message.indexOf("\nwhat to do:");
    return List.of(
        new Fault(
            document.place(),
            problem.path("type").asText("").replaceFirst(".*/", ""),
            steps < 0 ? message : message.substring(0, steps),
            commands(document, problem.path("nextStep").asText(""))));
  }

  /** Empty where no field of the document is meant. */
  private static List<Fault> ofFields(Document document, ProblemException refusal) {
    JsonNode violations = refusal.problem().path("violations");
    List<Fault> faults = new ArrayList<>();
    if (refusal.status() == BAD_REQUEST || anyWritten(document, violations)) {
      violations.forEach(violation -> faults.add(fault(document, violation, refusal.status())));
    }
    return faults;
  }

  private static boolean anyWritten(Document document, JsonNode violations) {
    for (JsonNode violation : violations) {
      if (isWritten(document, violation.path("where").asText(""))) {
        return true;
      }
    }
    return false;
  }

  /** Whether the document has the field, or what it would be in. */
  private static boolean isWritten(Document document, String field) {
    return document.spec().has(field.replaceFirst("[.\\[].*", ""));
  }

  private static Fault fault(Document document, JsonNode violation, int status) {
    String where = violation.path("where").asText("");
    boolean isField = status == BAD_REQUEST || isWritten(document, where);
    String lead = where.isEmpty() ? "" : (isField ? "spec." : "") + where + ": ";
    return new Fault(
        document.placeOf(where),
        violation.path("code").asText(""),
        lead + commands(document, violation.path("detail").asText("")),
        commands(document, violation.path("nextStep").asText("")));
  }

  private static String commands(Document document, String text) {
    return Api.inCommands(text, document.kind().path() + "/" + document.name());
  }
}
