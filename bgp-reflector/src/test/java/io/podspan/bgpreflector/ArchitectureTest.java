package io.podspan.bgpreflector;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/**
 * The house rules: fsm and rib, then reflect, speaker, assembly, and on top control and alone,
 * which do not know each other; and who knows what from outside.
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
        .layer("settings")
        .definedBy(ROOT + ".settings..")
        .layer("assembly")
        .definedBy(ROOT + ".assembly..")
        .layer("control")
        .definedBy(ROOT + ".control..")
        .layer("alone")
        .definedBy(ROOT + ".alone..")
        .whereLayer("control")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("alone")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("assembly")
        .mayOnlyBeAccessedByLayers("control", "alone")
        .whereLayer("settings")
        .mayOnlyBeAccessedByLayers("assembly", "control", "alone")
        .whereLayer("speaker")
        .mayOnlyBeAccessedByLayers("assembly", "control", "alone")
        .whereLayer("reflect")
        .mayOnlyBeAccessedByLayers("speaker", "assembly", "control", "alone")
        .whereLayer("rib")
        .mayOnlyBeAccessedByLayers("reflect", "speaker", "control", "alone")
        .whereLayer("fsm")
        .mayOnlyBeAccessedByLayers("speaker", "assembly", "control", "alone")
        .check(CLASSES);
  }

  /** Each package of speaker knows only those below it; see its package-info. */
  @Test
  void thePackagesOfSpeakerAreLayers() {
    String speaker = ROOT + ".speaker";
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("facade")
        .definedBy(speaker)
        .layer("listen")
        .definedBy(speaker + ".listen")
        .layer("session")
        .definedBy(speaker + ".session")
        .layer("sockets")
        .definedBy(speaker + ".sockets")
        .layer("output")
        .definedBy(speaker + ".output")
        .layer("pulse")
        .definedBy(speaker + ".pulse")
        .layer("shards")
        .definedBy(speaker + ".shards")
        .layer("report")
        .definedBy(speaker + ".report")
        .layer("keys")
        .definedBy(speaker + ".keys")
        .layer("timers")
        .definedBy(speaker + ".timers")
        .layer("config")
        .definedBy(speaker + ".config")
        .whereLayer("facade")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("listen")
        .mayOnlyBeAccessedByLayers("facade")
        .whereLayer("session")
        .mayOnlyBeAccessedByLayers("facade", "listen")
        .whereLayer("sockets")
        .mayOnlyBeAccessedByLayers("facade", "listen", "session")
        .whereLayer("output")
        .mayOnlyBeAccessedByLayers("session", "sockets")
        .whereLayer("pulse")
        .mayOnlyBeAccessedByLayers("session", "sockets")
        .whereLayer("shards")
        .mayOnlyBeAccessedByLayers("facade", "session", "output")
        .whereLayer("report")
        .mayOnlyBeAccessedByLayers("facade", "listen", "session", "pulse")
        .whereLayer("keys")
        .mayOnlyBeAccessedByLayers("facade", "listen", "sockets")
        .whereLayer("timers")
        .mayOnlyBeAccessedByLayers("listen", "session", "sockets", "pulse")
        .check(CLASSES);
  }

  @Test
  void packagesAreFreeOfCycles() {
    slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
  }

  /** They know the peer by small ports of their own. */
  @Test
  void thePartsOfASessionDoNotKnowThePeer() {
    noClasses()
        .that()
        .haveNameMatching(
            ".*\\.session\\.(Connection|Connections|ConnectionHandler|EstablishedSession|FrameDecoder)")
        .should()
        .dependOnClassesThat()
        .haveSimpleName("PeerSession")
        .check(CLASSES);
    noClasses()
        .that()
        .haveNameMatching(".*\\.session\\.Connection")
        .should()
        .dependOnClassesThat()
        .haveNameMatching(".*\\.session\\.(Connections|ConnectionHandler)")
        .check(CLASSES);
  }

  /** What is inside of the engine's front is public for its own packages only. */
  @Test
  void controlAndAloneUseTheFrontOfSpeaker() {
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + ".control..", ROOT + ".alone..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            ROOT + ".speaker.sockets..",
            ROOT + ".speaker.shards..",
            ROOT + ".speaker.output..",
            ROOT + ".speaker.pulse..",
            ROOT + ".speaker.timers..",
            ROOT + ".speaker.keys..")
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
        .resideInAnyPackage(ROOT + ".settings..", ROOT + ".alone.reader..")
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
            ".*\\.(RibShard|Destination|ReflectionEngine|UpdateGroup|AdjRibIn|GroupLog|PeerSession|PeerDirectory)")
        .check(CLASSES);
  }
}
