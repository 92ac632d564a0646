package io.podspan.bgpreflector;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/**
 * The house rules: fsm and rib, then reflect, speaker, and on top control and alone, which do not
 * know each other; and who knows what from outside.
 */
class ArchitectureTest {
  private static final String ROOT = "io.podspan.bgpreflector";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @Test
  void arrowsPointOneWay() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("fsm")
        .definedBy(ROOT + ".fsm..")
        .layer("rib")
        .definedBy(ROOT + ".rib..")
        .layer("reflect")
        .definedBy(ROOT + ".reflect..")
        .layer("speaker")
        .definedBy(ROOT + ".speaker..")
        .layer("control")
        .definedBy(ROOT + ".control..")
        .layer("alone")
        .definedBy(ROOT + ".alone..")
        .whereLayer("control")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("alone")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("speaker")
        .mayOnlyBeAccessedByLayers("control", "alone")
        .whereLayer("reflect")
        .mayOnlyBeAccessedByLayers("speaker", "control", "alone")
        .whereLayer("rib")
        .mayOnlyBeAccessedByLayers("reflect", "speaker", "control", "alone")
        .whereLayer("fsm")
        .mayOnlyBeAccessedByLayers("speaker", "control", "alone")
        .check(CLASSES);
  }

  @Test
  void channelsAndLoopsStayInSpeaker() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".speaker..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.netty.channel..",
            "io.netty.handler..",
            "io.netty.bootstrap..",
            "io.netty.util..",
            "org.jctools..")
        .check(CLASSES);
  }

  @Test
  void buffersStayBelowControlAndAlone() {
    noClasses()
        .that()
        .resideInAnyPackage(
            ROOT + ".fsm..", ROOT + ".rib..", ROOT + ".control..", ROOT + ".alone..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.netty..")
        .check(CLASSES);
  }

  @Test
  void onlyControlKnowsQuarkusAndTheContract() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".control..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.quarkus..",
            "jakarta..",
            "io.smallrye..",
            "org.eclipse.microprofile..",
            "org.apache.kafka..",
            "com.fasterxml..",
            "io.micrometer..",
            "io.podspan.events..",
            "io.podspan.servicekit..",
            "org.jboss..")
        .check(CLASSES);
  }

  @Test
  void onlyOneClassKnowsYaml() {
    noClasses()
        .that()
        .doNotHaveSimpleName("YamlTree")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.yaml..")
        .check(CLASSES);
  }

  @Test
  void settingsKnowNothingOfTheEngineButItsAddresses() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".alone.settings..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            ROOT + ".fsm..", ROOT + ".rib..", ROOT + ".reflect..", ROOT + ".speaker..")
        .check(CLASSES);
  }

  @Test
  void whatTheShardLoopOwnsIsNotReachedFromControlOrAlone() {
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + ".control..", ROOT + ".alone..")
        .should()
        .dependOnClassesThat()
        .haveNameMatching(
            ".*\\.(RibShard|Destination|ReflectionEngine|UpdateGroup|AdjRibIn|GroupLog|ShardLoop)")
        .check(CLASSES);
  }
}
