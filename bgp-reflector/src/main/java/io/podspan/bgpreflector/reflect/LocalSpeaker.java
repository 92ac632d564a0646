package io.podspan.bgpreflector.reflect;

/**
 * Who we are.
 *
 * @param routerId our BGP identifier
 * @param clusterId what we put into CLUSTER_LIST (RFC 4456, section 7): our own, or one shared by
 *     redundant reflectors
 */
public record LocalSpeaker(long asn, int routerId, int clusterId) {}
