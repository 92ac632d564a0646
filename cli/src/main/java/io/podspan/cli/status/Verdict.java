package io.podspan.cli.status;

import com.fasterxml.jackson.databind.JsonNode;

/** What the answers add up to. */
public enum Verdict {
  WELL,
  NOT_WELL,
  /** Nothing is known to be broken, and not all could be found out. */
  UNKNOWN;

  /**
   * The console's word; a service of ours that does not work makes what it would say unknown.
   *
   * @param status as {@code podspan status -o json} has it
   */
  public static Verdict of(JsonNode status) {
    String said = status.path("problems").path("verdict").asText();
    if (said.equals(NOT_WELL.name())) {
      return NOT_WELL;
    }
    return said.equals(WELL.name()) && Trouble.ofServices(status).isEmpty() ? WELL : UNKNOWN;
  }
}
