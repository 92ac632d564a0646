package io.podspan.peeringservice.peering.preflight;

import io.podspan.peeringservice.peering.Violation;
import io.podspan.peeringservice.peering.router.Caution;

/**
 * What a check found.
 *
 * @param check the name of the check
 * @param outcome whether the interconnect may be declared
 * @param code what kind of fault it is, as in REST answers; the check's name unless it passes on a
 *     fault that another part found
 * @param where the object that it is about, {@code clusters/paris}; empty if all is well
 * @param evidence what was seen, one or two sentences
 * @param whatToDo what to do about it; empty if nothing has to be done
 */
public record Finding(
    String check, Outcome outcome, String code, String where, String evidence, String whatToDo) {

  /** What a finding means for the interconnect. */
  public enum Outcome {
    /** All is well. */
    PASS,
    /** It may be declared. The operator should know this first. */
    CAUTION,
    /** It may be declared. This could not be checked, and the evidence says why. */
    UNCHECKED,
    /** It may not be declared. */
    BLOCK
  }

  static Finding pass(Check check, Proposal proposal) {
    String looked = check.looked(proposal);
    return new Finding(
        check.name(),
        Outcome.PASS,
        check.name(),
        "",
        looked.isEmpty() ? check.passed() : check.passed() + " " + looked,
        "");
  }

  static Finding caution(Check check, String where, String evidence, String whatToDo) {
    return new Finding(check.name(), Outcome.CAUTION, check.name(), where, evidence, whatToDo);
  }

  /**
   * @param why what could not be read, whole sentences
   */
  static Finding unchecked(Check check, String where, String why, String whatToDo) {
    return new Finding(
        check.name(), Outcome.UNCHECKED, check.name() + "-unchecked", where, why, whatToDo);
  }

  static Finding unchecked(Check check, String where, Caution caution) {
    return new Finding(
        check.name(),
        Outcome.UNCHECKED,
        caution.code(),
        where,
        caution.detail(),
        caution.nextStep());
  }

  static Finding caution(Check check, String where, Caution caution) {
    return new Finding(
        check.name(), Outcome.CAUTION, caution.code(), where, caution.detail(), caution.nextStep());
  }

  static Finding block(Check check, String where, String evidence, String whatToDo) {
    return new Finding(check.name(), Outcome.BLOCK, check.name(), where, evidence, whatToDo);
  }

  /** A block whose fault another part found. */
  static Finding block(Check check, Violation fault) {
    return new Finding(
        check.name(), Outcome.BLOCK, fault.code(), fault.where(), fault.detail(), fault.nextStep());
  }

  /** The same as a risk that blocks nothing. */
  Finding asCaution() {
    return blocks() ? new Finding(check, Outcome.CAUTION, code, where, evidence, whatToDo) : this;
  }

  boolean blocks() {
    return outcome == Outcome.BLOCK;
  }

  /** Whether it is a caution about this cluster, or about what all clusters share. */
  boolean warnsOf(String cluster) {
    return (outcome == Outcome.CAUTION || outcome == Outcome.UNCHECKED)
        && (!where.startsWith("clusters/")
            || (where + "/").startsWith("clusters/" + cluster + "/"));
  }

  /** For people. */
  String text() {
    return whatToDo.isEmpty() ? evidence : evidence + " " + whatToDo;
  }

  Violation violation() {
    return new Violation(code, where, evidence, whatToDo);
  }
}
