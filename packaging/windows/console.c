/* classroom-app-console.exe: Classroom for a console and for scripts.
 *
 * A program with a window has no console: a shell neither waits for it nor shows its output. This
 * one starts classroom-app.exe beside it with the same arguments, waits, and exits with its code.
 * launch.py, in that program, attaches to this console. Ctrl-C goes to both, and only that program
 * handles it.
 */
#define WIN32_LEAN_AND_MEAN
#include <stdio.h>
#include <wchar.h>
#include <windows.h>

#define PROGRAM L"classroom-app.exe"
#define LONGEST 32768
#define CANNOT_START 127

static BOOL WINAPI leave_it_to_the_other(DWORD event)
{
    return event == CTRL_C_EVENT || event == CTRL_BREAK_EVENT;
}

/* Returns a file or a pipe to pass on, or NULL for a console, which is attached to instead. */
static HANDLE passed_on(DWORD which)
{
    HANDLE handle = GetStdHandle(which);
    DWORD type = GetFileType(handle);
    if (type != FILE_TYPE_DISK && type != FILE_TYPE_PIPE)
        return NULL;
    SetHandleInformation(handle, HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT);
    return handle;
}

/* Returns the command line after the name of this program. */
static const wchar_t *arguments(void)
{
    const wchar_t *rest = GetCommandLineW();
    BOOL quoted = FALSE;
    while (*rest && (quoted || (*rest != L' ' && *rest != L'\t')))
        quoted ^= *rest++ == L'"';
    return rest;
}

int wmain(void)
{
    static wchar_t program[LONGEST], line[2 * LONGEST];
    STARTUPINFOW start = {.cb = sizeof start, .dwFlags = STARTF_USESTDHANDLES};
    PROCESS_INFORMATION started;
    DWORD code = CANNOT_START;
    GetModuleFileNameW(NULL, program, LONGEST);
    wcscpy(wcsrchr(program, L'\\') + 1, PROGRAM);
    _snwprintf(line, 2 * LONGEST - 1, L"\"%ls\"%ls", program, arguments());
    start.hStdOutput = passed_on(STD_OUTPUT_HANDLE);
    start.hStdError = passed_on(STD_ERROR_HANDLE);
    SetEnvironmentVariableW(L"CLASSROOM_CONSOLE", L"1");
    SetConsoleCtrlHandler(leave_it_to_the_other, TRUE);
    if (!CreateProcessW(program, line, NULL, NULL, TRUE, 0, NULL, NULL, &start, &started)) {
        fwprintf(stderr, L"%ls cannot be started (%lu)\n", program, GetLastError());
        return CANNOT_START;
    }
    WaitForSingleObject(started.hProcess, INFINITE);
    GetExitCodeProcess(started.hProcess, &code);
    return (int)code;
}
