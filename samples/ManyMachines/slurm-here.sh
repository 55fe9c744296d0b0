#!/bin/sh
# Tries a program under Slurm without a cluster: starts a Slurm of one node that exists as long as the command, in namespaces of its own
# (network, files, processes), installs nothing, and runs the command by srun. For the root user of Debian 12, with Open MPI.
# sh slurm-here.sh 2 dotnet ManyMachines.dll --mpi
set -eu
tasks=$1; shift
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Slurm and its libraries, unpacked and not installed.
mkdir "$work/packages" "$work/root" "$work/state" "$work/spool"
(cd "$work/packages" && apt-get download -qq slurmctld slurmd slurm-client slurm-wlm-basic-plugins libmunge2 liblua5.1-0 libjson-c5 \
    libyaml-0-2 libpmix2 libhwloc15 libnuma1 libdbus-1-3 2>/dev/null)
for package in "$work"/packages/*.deb; do dpkg -x "$package" "$work/root"; done
for program in "$work"/root/usr/sbin/slurm*-wlm "$work"/root/usr/bin/*-wlm; do
    [ ! -e "$program" ] || ln -sf "$(basename "$program")" "${program%-wlm}"
done
# By this name Slurm looks for it; the package for developers has it.
ln -s libpmix.so.2 "$work/root/usr/lib/$(uname -m)-linux-gnu/pmix2/lib/libpmix.so"

cat >"$work/slurm.conf" <<CONF
ClusterName=here
SlurmctldHost=$(hostname)(10.77.0.1)
AuthType=auth/none
CredType=cred/none
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/linear
SlurmUser=root
SlurmdUser=root
MpiDefault=pmix
ReturnToService=2
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/spool
TmpFS=$work/spool
SlurmctldPidFile=$work/slurmctld.pid
SlurmdPidFile=$work/slurmd.pid
NodeName=$(hostname) NodeAddr=10.77.0.1 CPUs=$tasks State=UNKNOWN
PartitionName=here Nodes=ALL Default=YES State=UP
CONF

cat >"$work/inside.sh" <<'INSIDE'
set -eu
# Nothing of what follows may be done to the machine itself.
[ "$(readlink /proc/self/ns/mnt)" != "$outside" ] && [ "$$" -eq 1 ] || exit 70
ip link set lo up
# Slurm wants an address that is not the loopback address.
ip link add here type veth peer name there
ip addr add 10.77.0.1/24 dev here
ip link set here up
ip link set there up
mount --make-rprivate /
mount -t overlay overlay -o "lowerdir=$work/root/usr:/usr" /usr
export SLURM_CONF="$work/slurm.conf" TERM=dumb
slurmctld -D >"$work/slurmctld.log" 2>&1 &
slurmd -D >"$work/slurmd.log" 2>&1 &
for second in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    sinfo -h -o %T 2>/dev/null | grep -q idle && break
    sleep 1
done
srun --mpi=pmix --overcommit --ntasks="$tasks" "$@" || { code=$?; tail -n 5 "$work"/slurm*.log >&2; exit $code; }
INSIDE

# When the first process of the namespaces ends, all others do.
outside=$(readlink /proc/self/ns/mnt)
export work tasks outside
unshare --net --mount --pid --fork --kill-child --mount-proc sh "$work/inside.sh" "$@"
