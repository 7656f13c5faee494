/** What of a template reaches a plan; other patches change nothing here. */
export const READ_PATHS =
  /^\/spec\/template\/spec\/(?:amiType|availabilityZones|awsLaunchTemplate|capacityType|controlPlaneLoadBalancer\/loadBalancerType|diskSize|failureDomain|instanceType|joinConfiguration|kubeadmConfigSpec\/clusterConfiguration\/etcd|kubelet|kubeletExtraArgs|labels|marketType|maxSize|minSize|mixedInstancesPolicy|network|region|rootVolume|scaling|spotMarketOptions|subnet|subnetIDs|subnets|taints|version)(?:\/|$)/
