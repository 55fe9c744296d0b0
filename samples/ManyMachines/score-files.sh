#!/bin/sh
# Scores a list of files in the processes of a launcher: each takes every so many-th file of the list.
# mpirun -n 4 sh score-files.sh model.zip files.txt out/
# MLAUTOENCODER is the tool, if it is not on the path.
set -eu
model=$1 list=$2 output=$3
rank=${OMPI_COMM_WORLD_RANK:-${PMI_RANK:-${SLURM_PROCID:-0}}}
size=${OMPI_COMM_WORLD_SIZE:-${PMI_SIZE:-${SLURM_NTASKS:-1}}}
awk -v rank="$rank" -v size="$size" 'NR % size == rank' "$list" | while IFS= read -r file; do
    # The processors are shared with the other processes.
    ${MLAUTOENCODER:-mlautoencoder} score "$model" --input "$file" --output "$output/$(basename "$file")" --threads 1 </dev/null
done
