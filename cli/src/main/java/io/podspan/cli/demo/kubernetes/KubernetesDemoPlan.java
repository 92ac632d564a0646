package io.podspan.cli.demo.kubernetes;

import io.podspan.cli.machine.MachineConfig;
import io.podspan.lab.kubernetes.Rig;
import java.time.Duration;

/**
 * What the demo is to do.
 *
 * @param machine everything on this machine; the reflector listens on the rig's address
 * @param rig where the clusters are
 * @param timeout how long the pods may take to reach each other once the clusters are there, and
 *     how long each stage may take
 * @param thorough whether the reflector hangs for a minute, too, somebody edits flags of routers,
 *     and a third cluster comes and goes
 * @param kills how often peering-service is killed in rollouts, 0 for not at all
 */
public record KubernetesDemoPlan(
    MachineConfig machine, Rig rig, Duration timeout, boolean thorough, int kills) {}
