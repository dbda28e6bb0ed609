# Undoes what a ledger of faults says and says so in sentences. A line is ignored unless it is whole, of this boot, not undone
# yet, and about a process that is still the one that was meant. Texts are "=" and the text in the escapes of printf's %b.

# Sets state, group, session and began from /proc/PID/stat: fields 3, 5, 6 and 22; false if there is no such process.
look() {
  stat=''
  began=''
  # A name may hold blanks, brackets and line ends; what follows its last bracket does not.
  while IFS= read -r line; do stat="$stat $line"; done <"/proc/$1/stat" || return 1
  set -- ${stat##*) }
  [ $# -ge 20 ] || return 1
  state=$1 group=$3 session=$4 began=${20}
}

is_same() {
  look "$1" && [ "$began" = "$2" ] && [ "$state" != Z ]
}

# Sets text. The dot keeps the line ends at its end.
decode() {
  text=$(printf '%b.' "${1#=}")
  text=${text%.}
}

# Not possible while a process is in it that the group above does not take; they are killed soon.
remove_cgroup() {
  while read -r pid; do printf '%s' "$pid" >"${1%/*}/cgroup.procs"; done <"$1/cgroup.procs"
  rmdir -- "$1"
}

delete_namespace() {
  for pid in $(ip netns pids "$1"); do kill -KILL "$pid"; done
  ip netns delete "$1"
}

# Sets did to what was done, in words; to nothing when there was nothing to do. False when it could not be done.
undo() {
  did=''
  case $1 in
    continue)
      is_same "$2" "$3" || return 0
      kill -CONT "$2" && did="process $2 goes on"
      ;;
    kill)
      is_same "$2" "$3" || return 0
      kill -KILL "$2" && did="process $2 is killed"
      ;;
    soft-file-limit)
      decode "$4"
      is_same "$2" "$3" || return 0
      prlimit --pid "$2" --nofile="$text:" && did="process $2 may open $text files again"
      ;;
    restore-file)
      decode "$3"
      old=$text
      decode "$2"
      [ -f "$text" ] || return 0
      printf '%s' "$old" >"$text" && did="$text is $old again"
      ;;
    unlink)
      decode "$2"
      [ -e "$text" ] || [ -L "$text" ] || return 0
      if [ -d "$text" ] && [ ! -L "$text" ]; then rmdir -- "$text"; else rm -f -- "$text"; fi && did="$text is deleted"
      ;;
    remove-cgroup)
      decode "$2"
      [ -d "$text" ] || return 0
      remove_cgroup "$text" && did="$text is removed"
      ;;
    unmount)
      decode "$2"
      mountpoint -q -- "$text" || return 0
      umount -l -- "$text" && did="$text is unmounted"
      ;;
    delete-namespace)
      decode "$2"
      [ -e "/run/netns/$text" ] || return 0
      delete_namespace "$text" && did="network namespace $text is deleted"
      ;;
    delete-link)
      decode "$2"
      [ -e "/sys/class/net/$text" ] || return 0
      ip link delete dev "$text" && did="network link $text is deleted"
      ;;
  esac
}

# Sets open to the lines that are not undone, the last one first; to nothing when the ledger is of another boot.
read_open() {
  open=''
  boot=''
  finished=' '
  while read -r number rest; do
    case $number in
      boot) boot=$rest ;;
      done) finished="$finished$rest " ;;
    esac
  done <"$1"
  read -r now </proc/sys/kernel/random/boot_id
  [ "$boot" = "$now" ] || return 0
  while read -r number rest; do
    case $number in
      boot | done) continue ;;
    esac
    case $finished in
      *" $number "*) ;;
      *) open="$number $rest
$open" ;;
    esac
  done <"$1"
}

# Undoes the open lines of ledger $1 whose word is in " $2 ".
undo_words() {
  while read -r number fault undoing; do
    case " $2 " in
      *" ${undoing%% *} "*) ;;
      *) continue ;;
    esac
    if undo $undoing; then
      echo "done $number" >>"$1"
      decode "$fault"
      [ -z "$did" ] || printf '%s\n' "$text: $did"
    else
      failed=yes
    fi
  done <<END
$open
END
}

# Undoes ledger $1 and deletes it; false when something is left.
undo_ledger() {
  failed=''
  [ -f "$1" ] || return 0
  read_open "$1" || return 1
  set -f
  undo_words "$1" 'continue'
  undo_words "$1" 'restore-file soft-file-limit'
  undo_words "$1" 'kill delete-namespace delete-link unmount unlink remove-cgroup'
  set +f
  [ -z "$failed" ] && rm -f -- "$1"
}

trap '' HUP INT TERM QUIT PIPE
