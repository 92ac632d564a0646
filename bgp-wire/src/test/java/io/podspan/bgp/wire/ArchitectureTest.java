package io.podspan.bgp.wire;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

/** The codec can be used by any program: it knows buffers and addresses and no more. */
class ArchitectureTest {

  @Test
  void knowsOnlyTheJdkBuffersAndAddresses() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.podspan.bgp.wire..",
            "io.podspan.addresses..",
            "io.netty.buffer..",
            "org.jspecify..",
            "java..")
        .check(
            new ClassFileImporter()
                .importUrl(Message.class.getProtectionDomain().getCodeSource().getLocation()));
  }
}
