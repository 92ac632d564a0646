package io.podspan.peeringservice.peering.preflight;

import io.podspan.peeringservice.peering.Violation;
import io.podspan.peeringservice.peering.network.KeyLook;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The routers get a reflector's key from a file here, so it has to be there and be a key. */
final class ReflectorKey implements Check {
  @Override
  public String name() {
    return "reflector-key";
  }

  @Override
  public String passed() {
    return "The key of every reflector that has one can be read.";
  }

  @Override
  public List<Finding> examine(Proposal proposal) {
    List<Finding> findings = new ArrayList<>();
    for (KeyLook look : proposal.network().keys()) {
      String where = "reflectors/" + look.reflector() + "/keyFile";
      @Nullable Violation objection = look.objection();
      if (objection != null) {
        findings.add(
            Finding.block(
                this,
                new Violation(objection.code(), where, objection.detail(), objection.nextStep())));
      } else {
        look.cautions().forEach(said -> findings.add(Finding.caution(this, where, said, "")));
      }
    }
    return findings;
  }
}
