package io.podspan.cli.demo;

import io.podspan.cli.machine.MachineConfig;
import io.podspan.lab.LabSpec;
import java.time.Duration;

/**
 * What the demo is to do.
 *
 * @param machine everything on this machine; the reflector listens on the lab's host address
 * @param lab the clusters
 * @param timeout how long the pods may take to reach each other, once everything is built
 */
public record DemoPlan(MachineConfig machine, LabSpec lab, Duration timeout) {}
