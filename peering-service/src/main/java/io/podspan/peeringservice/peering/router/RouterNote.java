package io.podspan.peeringservice.peering.router;

/**
 * What a driver found out for one check of preflight.
 *
 * @param check the check, a name of {@link Check}
 * @param verdict what it means for a join
 * @param code what kind of finding, stable: {@code pods-masqueraded}
 * @param evidence what was read, one or two sentences
 * @param whatToDo empty if nothing has to be done
 */
public record RouterNote(
    Check check, Verdict verdict, String code, String evidence, String whatToDo) {

  /** The questions that every kind of router has an answer to. */
  public enum Check {
    /** What a restart of the router costs. */
    GRACEFUL_RESTART,
    /** Whether the router announces the pod CIDRs at all. */
    PODS_ANNOUNCED,
    /** Whether pods of other clusters see the pod's own address. */
    POD_SOURCE_ADDRESS,
    /** Whether a restart may bring another release of the router. */
    ROUTER_IMAGE,
    /** Whether all nodes run the same release, with the same template. */
    ROUTER_VERSIONS,
    /** Whether somebody else takes the change back. */
    OWNER,
    /** How many routers may be away at once, and whether some are already. */
    UPDATE_STRATEGY,
    /** Whether a PodDisruptionBudget allows that a router pod goes. */
    DISRUPTION_BUDGET,
    /** Whether strangers may change the router through a port of its own. */
    ADMIN_PORT,
    /** Whether a node's router reflects or forwards routes itself. */
    NODE_REFLECTS,
    /** Whether nodes mark their routes as not to be passed on. */
    COMMUNITIES
  }

  /** What a note means for a join. */
  public enum Verdict {
    PASS,
    CAUTION,
    BLOCK,
    /** It could not be found out; the evidence says why. */
    UNCHECKED
  }

  public static RouterNote pass(Check check, String evidence) {
    return new RouterNote(check, Verdict.PASS, "ok", evidence, "");
  }

  public static RouterNote caution(Check check, String code, String evidence, String whatToDo) {
    return new RouterNote(check, Verdict.CAUTION, code, evidence, whatToDo);
  }

  /**
   * @param why what could not be read, one or two sentences
   */
  public static RouterNote unchecked(Check check, String code, String why, String whatToDo) {
    return new RouterNote(check, Verdict.UNCHECKED, code, why, whatToDo);
  }

  public static RouterNote block(Check check, String code, String evidence, String whatToDo) {
    return new RouterNote(check, Verdict.BLOCK, code, evidence, whatToDo);
  }
}
